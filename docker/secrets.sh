#!/bin/sh
# Makes docker/.env, the environment file that compose.yaml reads, with a fresh value for every secret. An existing file is never touched.
set -eu
cd "$(dirname "$0")"
umask 077

if [ -e .env ]; then
  echo 'docker/.env is there already. Its passwords belong to the database that was made with them; nothing was changed.' >&2
  exit 1
fi

password() { openssl rand -hex 32; }
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# An Ed25519 key as a JSON Web Key (RFC 8037). In DER, private and public half each are the last 32 bytes.
private=$(openssl genpkey -algorithm ed25519 | openssl pkey -outform DER | openssl base64 -A)
der() { printf '%s' "$private" | openssl base64 -d -A; }
d=$(der | tail -c 32 | base64url)
x=$(der | openssl pkey -inform DER -pubout -outform DER | tail -c 32 | base64url)

cat > .env.new <<END
# Secrets of this installation, made by docker/secrets.sh. Keep it out of git and in a backup.
POSTGRES_PASSWORD=$(password)
FAGTORG_OWNER_PASSWORD=$(password)
FAGTORG_APP_PASSWORD=$(password)
FAGTORG_BACKUP_PASSWORD=$(password)
REDIS_PASSWORD=$(password)
TOKEN_KEY='{"kty":"OKP","crv":"Ed25519","x":"$x","d":"$d"}'

# The port on 127.0.0.1 that the API answers on.
#PORT=4000
# What the processes may be told besides; .env.example in the root explains each.
#TOKEN_ISSUER=https://fagtorg.example
#LOG_LEVEL=info
END
mv .env.new .env
echo 'Made docker/.env.' >&2
