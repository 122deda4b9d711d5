import swc from '@swc/jest';

/** What this process has made of a file already: jest keeps it apart for each project, and each mutant is a project. */
const done = new Map();

/** As `@swc/jest`, but each file once. */
export default {
  createTransformer(options) {
    const transformer = swc.createTransformer(options);
    return {
      ...transformer,
      async processAsync(source, file, jestOptions) {
        const known = done.get(file);
        if (known?.source === source) return known.made;
        const made = await transformer.processAsync(source, file, jestOptions);
        done.set(file, { source, made });
        return made;
      },
    };
  },
};
