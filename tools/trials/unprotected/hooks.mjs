/** Opens transactions that nobody's memberships are told to, to see what the telling costs. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (!url.endsWith('/libs/db/dist/database.js')) return loaded;
  const source = String(loaded.source);
  const opening = /const enter = \(/;
  if (!opening.test(source)) throw new Error('There is no entrance to take out.');
  return { ...loaded, source: `${source.replace(opening, 'const told = (')}\nconst enter = () => Prisma.sql\`SELECT \${moment}\`;` };
}
