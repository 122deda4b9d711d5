#!/bin/sh
# Lays the packages that one app runs on, for its image: packages.sh @fagtorg/api
set -eu

# Optional are the embedded PostgreSQL (the image has a server beside it) and natively compiled parts that have a twin in JavaScript.
npm ci --omit=dev --omit=optional --workspace="$1"

# Never read while it runs: types, source maps, and Prisma's query compilers for other databases.
find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
find node_modules/@prisma/client/runtime -type f \
  \( -name '*.cockroachdb.*' -o -name '*.mysql.*' -o -name '*.sqlite.*' -o -name '*.sqlserver.*' \) -delete

rm -r .npmrc package-lock.json docker
