import { AnswerRefused, type Claims, profiles, told } from './profile.js';

const TENANT = '0f8fad5b-d9cb-469f-a165-70867728950e';
const OTHER_TENANT = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const STRANGE_TENANT = '11111111-1111-4111-8111-111111111111';
const directories = [
  { tenantId: TENANT, domain: 'tolga.kommune.no' },
  { tenantId: OTHER_TENANT, domain: 'vega.kommune.no' },
];

describe('Entra ID', () => {
  const claims: Claims = {
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    tid: TENANT,
    sub: 'for-this-app-alone',
    oid: '5f1c5a3e-6a0e-4b2c-8d13-0a5a3f1f7c11',
    preferred_username: 'Kari.Moen@tolga.kommune.no',
    email: 'admin@fagtorg.example',
  };
  const heard = (more: object) => told({ ...claims, ...more }, profiles.entra, { asked: null, directories, domains: [] });

  it('names a person by the directory’s own id, and vouches for addresses of its own domain', () => {
    expect(heard({ name: 'Kari Moen' })).toEqual({
      identity: { issuer: claims.iss, subject: claims['oid'], verifiedEmail: 'kari.moen@tolga.kommune.no' },
      name: 'Kari Moen',
      assurance: null,
      actingFor: null,
    });
  });

  it.each([
    ['another directory’s domain', 'kari@vega.kommune.no'],
    ['a domain that ends alike', 'kari@eviltolga.kommune.no'],
    ['a guest', 'kari_vega.kommune.no#EXT#@tolga.onmicrosoft.com'],
  ])('vouches for no address of %s', (_, preferred_username) => {
    expect(heard({ preferred_username }).identity.verifiedEmail).toBeNull();
  });

  it('has an e-mail claim that anybody may write, and it counts for nothing', () => {
    expect(heard({ preferred_username: undefined, email_verified: true }).identity.verifiedEmail).toBeNull();
  });

  it.each([
    ['a directory that nobody named', { tid: STRANGE_TENANT, iss: `https://login.microsoftonline.com/${STRANGE_TENANT}/v2.0` }],
    ['no directory', { tid: undefined }],
    ['a directory that is not the issuer’s', { tid: OTHER_TENANT }],
    ['no id', { oid: undefined }],
  ])('is not heard for %s', (_, more) => expect(() => heard(more)).toThrow(AnswerRefused));
});

describe('Ansattporten', () => {
  const orgno = [{ type: 'ansattporten:orgno', orgno: { Authority: 'iso6523-actorid-upis', ID: '0192:987464291' } }];
  const claims: Claims = { iss: 'https://ansattporten.no', sub: '_x7', acr: 'substantial', email: 'kari@tolga.kommune.no' };
  const domains = [{ orgNumber: '987464291', domain: 'tolga.kommune.no' }];
  const heard = (more: object, asked = 'substantial') =>
    told({ ...claims, ...more }, profiles.ansattporten, { asked, directories: [], domains });

  it('tells for which organisation somebody acts', () => {
    expect(heard({ authorization_details: orgno })).toMatchObject({ assurance: 'substantial', actingFor: '987464291' });
  });

  it.each([
    ['nothing', undefined],
    ['no list', 'x'],
    ['another kind', [{ type: 'ansattporten:altinn:resource', resource: 'x' }]],
    ['an organisation by another kind', [{ ...orgno[0], type: 'ansattporten:altinn:resource' }]],
    ['no organisation', [{ type: 'ansattporten:orgno' }]],
    ['rubbish', [null, 7, { type: 'ansattporten:orgno', orgno: { ID: 7 } }]],
  ])('may tell %s, and then it is themselves', (_, authorization_details) => {
    expect(heard({ authorization_details }).actingFor).toBeNull();
  });

  it('vouches for an address that comes from work, with the organisation that registered its domain', () => {
    const work = { acr: 'entraid', authorization_details: orgno };
    expect(heard(work, 'substantial entraid').identity.verifiedEmail).toBe('kari@tolga.kommune.no');
    for (const elsewhere of ['kari@nav.no', 'kari@tolga.kommune.no.example', 'kari@falsktolga.kommune.no']) {
      expect(heard({ ...work, email: elsewhere }, 'substantial entraid').identity.verifiedEmail).toBeNull();
    }
    const other = [{ type: 'ansattporten:orgno', orgno: { ID: '0192:958935420' } }];
    expect(heard({ ...work, authorization_details: other }, 'substantial entraid').identity.verifiedEmail).toBeNull();
  });

  it.each([
    ['somebody’s own eID', { authorization_details: orgno }],
    ['work without an organisation', { acr: 'entraid' }],
  ])('vouches for no address that comes from %s', (_, more) => {
    expect(heard(more, 'substantial entraid').identity.verifiedEmail).toBeNull();
  });

  it.each([
    ['says that it is verified', { email_verified: true }, 'kari@tolga.kommune.no'],
    ['says so by a word', { email_verified: 'true' }, null],
    ['says nothing', {}, null],
  ])('vouches for an address where it %s, as far as that goes', (_, more, address) => {
    expect(heard(more).identity.verifiedEmail).toBe(address);
  });

  it('is not heard where it names people by their national identity number', () => {
    expect(() => heard({ sub: '13097248022' })).toThrow(AnswerRefused);
  });

  it('may be surer than it was asked to be, and not less', () => {
    expect(heard({ acr: 'high' }).assurance).toBe('high');
    expect(() => heard({ acr: 'entraid' })).toThrow(AnswerRefused);
    expect(() => heard({}, 'high')).toThrow(AnswerRefused);
  });
});
