import { explainFileFailure, explainOutput } from './embedded-error.js';

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

describe('what stands in the way of the embedded database', () => {
  it.each([
    ['DISK_FULL', 'FATAL:  could not extend file "base/1/2691": No space left on device\nHINT:  Check free disk space.'],
    ['LOCALE', 'initdb: error: invalid locale name "C.UTF-8"'],
    ['NO_BINARY', 'postgres: error while loading shared libraries: libstdc++.so.6: cannot open shared object file'],
    ['NOT_WRITABLE', 'initdb: error: could not access directory "/srv/data": Permission denied'],
    ['DID_NOT_START', 'FATAL:  could not map anonymous shared memory: Cannot allocate memory'],
  ])('is %s when PostgreSQL says so', (code, output) => {
    expect(explainOutput(output, '.fagtorg')).toMatchObject({ code, wayOut: expect.stringMatching(/\w/) as string });
  });

  it('is quoted from the log when it is something new', () => {
    expect(explainOutput('FATAL:  the moon is full', '.fagtorg').message).toContain('the moon is full');
  });

  it.each([
    ['DISK_FULL', 'ENOSPC'],
    ['NOT_WRITABLE', 'EROFS'],
    ['NOT_WRITABLE', 'EACCES'],
  ])('is %s when the file system says %s', (code, errno) => {
    expect(explainFileFailure(systemError(errno), '.fagtorg')).toMatchObject({ code });
  });

  it('stays as it came when nobody knows a way out', () => {
    const failure = systemError('EIO');
    expect(explainFileFailure(failure, '.fagtorg')).toBe(failure);
  });
});
