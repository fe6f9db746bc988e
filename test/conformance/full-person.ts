import { urn } from './client.ts';

/** A value for every attribute of the schemas that a client may write. */
export const full = {
  externalId: 'full-1',
  displayName: 'Fay Full',
  name: {
    formatted: 'Dr. Fay F. Full III',
    givenName: 'Fay',
    middleName: 'F.',
    familyName: 'Full',
    honorificPrefix: 'Dr.',
    honorificSuffix: 'III',
  },
  nickName: 'Fay',
  profileUrl: 'https://people.example.com/fay',
  title: 'Tour Guide',
  userType: 'Employee',
  preferredLanguage: 'en-US, en',
  locale: 'en-US',
  timezone: 'Europe/Berlin',
  active: true,
  emails: [
    { value: 'fay@example.com', type: 'work', primary: true, display: 'Fay' },
    { value: 'fay@home.example', type: 'home' },
  ],
  phoneNumbers: [{ value: '555-0100', type: 'work', primary: true }],
  ims: [{ value: 'fay.chat', type: 'xmpp' }],
  photos: [{ value: 'https://photos.example.com/fay.jpg', type: 'photo' }],
  addresses: [
    {
      type: 'work',
      streetAddress: '100 Street',
      locality: 'Town',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '100 Street\nTown',
      primary: true,
    },
  ],
  entitlements: [{ value: 'tours' }],
  roles: [{ value: 'guide', primary: true }],
  x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx' }],
  [urn.enterprise]: {
    employeeNumber: '701984',
    costCenter: '4130',
    organization: 'Universe',
    division: 'Theme Park',
    department: 'Tours',
    manager: { value: '26118915', $ref: 'https://example.com/Users/26118915', displayName: 'John' },
  },
};
