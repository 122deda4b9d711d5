import { defineConfig, env } from 'prisma/config';

/** For Prisma's own commands. Migrations run as the owner of the schema. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: env('DATABASE_OWNER_URL') },
});
