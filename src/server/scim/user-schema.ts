import { type Attribute, complex, flag, list, reference, text, valueTypePrimary } from './attribute.ts';

/** The URN of the User schema (RFC 7643 section 4.1). */
export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';

const name = complex('name', "The parts of the person's name.", [
  text('formatted', 'The whole name, ready to be shown.'),
  text('familyName', 'Family name; made from displayName when no client has set it.'),
  text('givenName', 'Given name; made from displayName when no client has set it.'),
  text('middleName', 'Middle names.'),
  text('honorificPrefix', 'Title before the name.'),
  text('honorificSuffix', 'Suffix after the name.'),
]);

const addresses = list('addresses', 'Postal addresses.', [
  text('formatted', 'The whole address, ready to be printed; it may have several lines.'),
  text('streetAddress', 'Street, house number and the like; it may have several lines.'),
  text('locality', 'City or town.'),
  text('region', 'State or region.'),
  text('postalCode', 'Postal code.'),
  text('country', 'Country, as two letters of ISO 3166-1.'),
  text('type', 'What the address is used for.', { canonicalValues: ['work', 'home', 'other'] }),
  flag('primary', 'Marks the preferred address.'),
]);

const groups = list(
  'groups',
  'The groups that this user is a member of; changed through the groups.',
  [
    text('value', 'The id of the group.', { caseExact: true, mutability: 'readOnly' }),
    reference('$ref', 'The address of the group.', { mutability: 'readOnly', referenceTypes: ['Group'] }),
    text('display', 'The name of the group.', { mutability: 'readOnly' }),
    text('type', 'How the membership came about.', { mutability: 'readOnly', canonicalValues: ['direct'] }),
  ],
  { mutability: 'readOnly' },
);

const certificate: Attribute = {
  ...text('value', 'The certificate, DER in base64.', { caseExact: true }),
  type: 'binary',
};

const texts: readonly Attribute[] = [
  text('userName', 'The sign-in name. Secret Server cannot change it, so a rename is refused.', {
    required: true,
    mutability: 'immutable',
    uniqueness: 'server',
  }),
  text('displayName', 'The name that Secret Server shows for the user.'),
  text('nickName', 'What the person is called every day.'),
  text('title', 'Job title.'),
  text('userType', 'The relation to the organization, such as employee or contractor.'),
  text('preferredLanguage', 'Preferred language, in the form of the Accept-Language header.'),
  text('locale', 'Language tag for dates, numbers and currency, such as en-US.'),
  text('timezone', 'Time zone, as an IANA name such as Europe/Berlin.'),
];

const lists: readonly Attribute[] = [
  list(
    'emails',
    'E-mail addresses; the primary one is the address in Secret Server.',
    valueTypePrimary(text('value', 'The address.'), ['work', 'home', 'other']),
  ),
  list(
    'phoneNumbers',
    'Telephone numbers.',
    valueTypePrimary(text('value', 'The number.'), ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
  ),
  list('ims', 'Instant messaging addresses.', valueTypePrimary(text('value', 'The address.'))),
  list(
    'photos',
    'Addresses of pictures of the person.',
    valueTypePrimary(reference('value', 'The address of the picture.', { referenceTypes: ['external'] }), [
      'photo',
      'thumbnail',
    ]),
  ),
  addresses,
  groups,
  list(
    'entitlements',
    'Things the user is entitled to.',
    valueTypePrimary(text('value', 'The entitlement.')),
  ),
  list(
    'roles',
    'Roles in the organization; they grant nothing in Secret Server.',
    valueTypePrimary(text('value', 'The role.')),
  ),
  list('x509Certificates', 'Certificates of the user.', valueTypePrimary(certificate)),
];

/** The attributes of a user, without the common ones (RFC 7643 section 4.1). */
export const USER_ATTRIBUTES: readonly Attribute[] = [
  ...texts,
  name,
  reference('profileUrl', "The address of the user's online profile.", { referenceTypes: ['external'] }),
  flag('active', 'Whether the user is enabled in Secret Server.'),
  text('password', 'Kept nowhere and never returned; used only where password sync is switched on.', {
    caseExact: true,
    mutability: 'writeOnly',
    returned: 'never',
  }),
  ...lists,
];
