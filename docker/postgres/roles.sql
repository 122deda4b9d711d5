-- Run once by the image, as the superuser, when it has made the cluster. The owner migrates and is no superuser; the application owns
-- nothing, and what it may do comes with the migrations. The passwords come from the environment and are in no file of this repository.
\getenv owner_password FAGTORG_OWNER_PASSWORD
\getenv application_password FAGTORG_APP_PASSWORD

CREATE ROLE fagtorg_owner WITH LOGIN NOSUPERUSER CREATEROLE PASSWORD :'owner_password';
CREATE ROLE fagtorg_app WITH LOGIN NOSUPERUSER NOINHERIT PASSWORD :'application_password';
CREATE DATABASE fagtorg WITH OWNER fagtorg_owner;
