/**
 * The code of a failed system call, such as ENOSPC; undefined for any other failure. Asks for the property and not for the class,
 * as Node's own errors are of another realm in the specs.
 */
export const systemCode = (failure: unknown): string | undefined =>
  typeof failure === 'object' && failure !== null && 'code' in failure && typeof failure.code === 'string' ? failure.code : undefined;
