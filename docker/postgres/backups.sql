-- Run once by the image, as the superuser. Whoever takes backups copies the server, reads all of it, and writes nothing.
\getenv backup_password FAGTORG_BACKUP_PASSWORD

CREATE ROLE fagtorg_backup WITH LOGIN REPLICATION BYPASSRLS PASSWORD :'backup_password' IN ROLE pg_read_all_data, pg_monitor;
