import { AwsError } from '../kernel/aws-error.ts';
import type { Violation } from './validator.ts';
import type { ValidationWords } from './validation-words.ts';
import { malformedXml } from './wire-errors.ts';

/** S3's own sentence and code for a header or parameter whose value is none of those allowed. */
const ENUM_ERRORS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  'x-amz-storage-class': ['InvalidStorageClass', 'The storage class you specified is not valid'],
  'x-amz-metadata-directive': ['InvalidArgument', 'Unknown metadata directive.'],
  'x-amz-tagging-directive': ['InvalidArgument', 'Unknown tagging directive.'],
  'x-amz-server-side-encryption': ['InvalidArgument', 'The encryption method specified is not supported'],
  'x-amz-object-ownership': ['InvalidArgument', 'Invalid x-amz-object-ownership header'],
  'x-amz-checksum-algorithm': [
    'InvalidRequest',
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  ],
  'x-amz-sdk-checksum-algorithm': [
    'InvalidRequest',
    'Value for x-amz-sdk-checksum-algorithm header is invalid.',
  ],
  'encoding-type': ['InvalidArgument', 'Invalid Encoding Method specified in Request'],
  LocationConstraint: ['InvalidLocationConstraint', 'The specified location-constraint is not valid'],
};

/** S3 knows no constraint sentences: a wrong body is `MalformedXML`, anything else `InvalidArgument`. */
export const s3Words: ValidationWords = {
  names: {
    member: (parent, member) => {
      // What a header or the query carries stands outside the body: its name is the whole path.
      if (member.location !== undefined) return `@${member.locationName ?? member.name}`;
      return parent === ''
        ? (member.locationName ?? member.name)
        : `${parent}.${member.locationName ?? member.name}`;
    },
    item: (parent, index) => `${parent}.${index}`,
    emptyIsMissing: false,
  },
  violated: (violations) => {
    const [violation] = violations;
    return sentence(violation!);
  },
  mismatch: ({ parameter, expected, value }) => {
    if (expected.kind === 'structure' || parameter.startsWith('<')) return malformedXml();
    if (expected.kind === 'number') {
      return argument(`Provided ${parameter} not an integer or within integer range`, parameter, value);
    }
    return argument('Invalid Argument', parameter, value);
  },
};

function sentence({ kind, path, value, shape }: Violation): AwsError {
  const outside = path.startsWith('@');
  const name = outside ? path.slice(1) : path.slice(path.lastIndexOf('.') + 1);
  const known = kind === 'enum' ? ENUM_ERRORS[name] : undefined;
  if (known !== undefined) {
    const [code, message] = known;
    return new AwsError(code, 400, message, outside ? { ArgumentName: name, ArgumentValue: value } : {});
  }
  if (!outside) return malformedXml();
  if (kind === 'required') {
    return new AwsError('InvalidRequest', 400, `Missing required header for this request: ${name}`);
  }
  return argument('Invalid Argument', name, shape.sensitive ? undefined : value);
}

function argument(message: string, name: string, value: unknown): AwsError {
  return new AwsError('InvalidArgument', 400, message, { ArgumentName: name, ArgumentValue: value });
}
