# Sourced once by the image when it has made the cluster: whoever takes backups may copy the server from the same network, which PostgreSQL
# lets nobody do unless it is said by name.
echo 'host replication fagtorg_backup samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"
