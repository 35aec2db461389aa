import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceModel } from '../model/service-model.ts';

/** The errors of the wire itself, before any service is asked. */

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function malformedQueryString(): AwsError {
  return new AwsError('MalformedQueryString', 400, 'The query string contains a syntax error.');
}

/** More parameters, or deeper ones, than any call of AWS's has. */
export function tooManyParameters(): AwsError {
  return new AwsError(
    'MalformedQueryString',
    400,
    'The query string contains too many or too deep parameters.',
  );
}

/** EC2's answer to a parameter that the operation does not have. @param name its last part alone, as EC2 names it */
export function unknownParameter(name: string): AwsError {
  return new AwsError('UnknownParameter', 400, `The parameter ${name.slice(0, 256)} is not recognized`);
}

/** A JSON service's answer to a body that it cannot read. */
export function serializationException(message?: string): AwsError {
  return new AwsError('SerializationException', 400, message ?? '');
}

/** S3's answer to a body that is not the XML it wants. */
export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** S3's answer to a path that is not percent-encoded UTF-8. */
export function invalidUri(): AwsError {
  return new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
}

/** An operation that AWS has and this house does not serve. */
export function notImplemented(model: ServiceModel, name: string): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    `the operation \`${model.name}:${name}\` is part of AWS's API but is not served here`,
  );
}

/**
 * An operation that AWS does not have either, in the words of the service's protocol.
 *
 * @param name what the request asked for; `undefined` when it named nothing
 * @param version the API version that the request named
 */
export function unknownOperation(
  model: ServiceModel,
  name: string | undefined,
  version: string | undefined,
): AwsError {
  switch (model.protocol) {
    case 'query':
      // AWS sends whoever names no action to its product page; the documented error says more.
      if (name === undefined) {
        return new AwsError('MissingAction', 400, 'The request must contain the parameter Action');
      }
      return new AwsError(
        'InvalidAction',
        400,
        `Could not find operation ${name} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
      );
    case 'ec2':
      if (name === undefined) {
        return new AwsError('MissingAction', 400, 'The request must contain the parameter Action');
      }
      return new AwsError('InvalidAction', 400, `The action ${name} is not valid for this web service.`);
    case 'json':
      return new AwsError('UnknownOperationException', 400, '');
    case 'rest-json':
      return new AwsError('UnknownOperationException', 404, '');
    case 'rest-xml':
      return new AwsError(
        'MethodNotAllowed',
        405,
        'The specified method is not allowed against this resource.',
      );
  }
}
