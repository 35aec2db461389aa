import { AwsError } from '../../kernel/aws-error.ts';

/** Every error that STS itself answers: code, status and AWS's words. */
export const stsErrors = {
  /** A refused permission. @param sentence AWS's own, `User: … is not authorized to perform: …` */
  accessDenied: (sentence: string) => new AwsError('AccessDenied', 403, sentence),

  rootMayNotAssume: () => new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.'),

  /** What is not the ARN of a role's or a policy's, or no access key id of any account here. */
  isInvalid: (value: string) => validation(`${value} is invalid`),

  exceedsMaxSessionDuration: () =>
    validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),

  exceedsChainingLimit: () =>
    validation(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    ),

  tooManyPolicyArns: () =>
    validation(
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: " +
        'Member must have length less than or equal to 10',
    ),

  transitiveKeyNotPassed: () =>
    parameter('The specified transitive tag key must be included in the requested tags.'),

  duplicateTagKeys: () =>
    parameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.'),

  transitiveKeyConflict: () =>
    parameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key " +
        'from the calling session.',
    ),

  /** AWS reserves the prefix for itself; its sentence for a session's tags is not published. */
  reservedTagKey: () => parameter('Tag keys beginning with aws: are reserved for system use.'),

  tooManySessionTags: () => parameter('The session cannot have more than 50 tags.'),

  malformedPolicy: (message: string) => new AwsError('MalformedPolicyDocument', 400, message),

  noSuchPolicy: (arn: string) =>
    new AwsError('NoSuchEntity', 404, `Policy ${arn} does not exist or is not attachable.`),

  /** @param percent of the room that a session has for policies and tags; more than 100 */
  packedPolicyTooLarge: (percent: number) =>
    new AwsError(
      'PackedPolicyTooLarge',
      400,
      `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
    ),

  unknownMfaDevice: () =>
    new AwsError(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
        'Please verify your MFA serial number is valid and associated with this user.',
    ),

  wrongMfaCode: () =>
    new AwsError(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    ),

  incompleteMfa: () =>
    new AwsError(
      'AccessDenied',
      403,
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    ),

  invalidContextProvider: (arn: string) => validation(`${arn} is not a valid context provider`),

  /** A trust policy's refusal of a federated identity: AWS names nobody. @param action `sts:…` */
  notAuthorized: (action: string) => new AwsError('AccessDenied', 403, `Not authorized to perform ${action}`),

  requestArnIsInvalid: () => validation('Request ARN is invalid'),

  /** Amazon, Facebook and the like, which AWS knows without registration (the words are ours). */
  noBuiltInProvider: (name: string) =>
    new AwsError(
      'NotImplemented',
      501,
      `Utsuwa has no built-in identity provider \`${name}\`: only OpenID Connect providers that the account registered`,
    ),

  notAJwt: () =>
    identityToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    ),

  missingClaim: (claim: string) => identityToken(`Missing a required claim: ${claim}`),

  noOidcProvider: (issuer: string) =>
    identityToken(`No OpenIDConnect provider found in your account for ${issuer}`),

  incorrectAudience: () => identityToken('Incorrect token audience'),

  noVerificationKey: () =>
    identityToken(
      "Couldn't retrieve verification key from your identity provider,  please reference " +
        'AssumeRoleWithWebIdentity documentation for requirements',
    ),

  /** AWS's words for this and the next three are not published. */
  wrongTokenSignature: () => identityToken('The signature of the token is not valid'),

  unsupportedAlgorithm: () => identityToken('The token is not signed by a supported algorithm'),

  tokenOfTheFuture: () => identityToken('The token is not yet valid'),

  malformedClaim: (claim: string) => identityToken(`The claim ${claim} is not valid`),

  /** @param now seconds since 1970, as is `expiresAt` */
  tokenExpired: (now: number, expiresAt: number) =>
    new AwsError(
      'ExpiredTokenException',
      400,
      `Token expired: current date/time ${now} must be before the expiration date/time ${expiresAt}`,
    ),

  providerUnreachable: () =>
    new AwsError(
      'IDPCommunicationError',
      400,
      'The identity provider that was asked to verify the incoming identity token could not be reached',
    ),

  noSamlProvider: () => identityToken("Specified provider doesn't exist"),

  /** No SAML response, or one without what it must say (the words are a guess). */
  invalidSamlResponse: () => identityToken('The SAML response is not valid'),

  invalidSamlSignature: () => identityToken('Response signature invalid'),

  unknownSamlIssuer: () => identityToken('Issuer not present in specified provider'),

  wrongSamlAudience: () => identityToken('Response does not contain the required audience'),

  noSamlSessionName: () => identityToken('RoleSessionName is required in AuthnResponse'),

  invalidSamlSessionName: () =>
    identityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),

  invalidSamlSourceIdentity: () =>
    identityToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'),

  samlExpired: () =>
    new AwsError('ExpiredTokenException', 400, 'Token must be redeemed within 5 minutes of issuance'),

  /** The provider itself says that its user did not authenticate. */
  rejectedByProvider: () =>
    new AwsError('IDPRejectedClaim', 403, 'The identity provider reported that authentication failed'),

  invalidAuthorizationMessage: () =>
    new AwsError('InvalidAuthorizationMessageException', 400, 'Message is not valid'),
} as const;

function validation(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

function identityToken(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', 400, message);
}

function parameter(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}
