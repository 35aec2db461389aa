import { AwsError } from '../../kernel/aws-error.ts';
import { BlobGoneError } from '../../store/object-bytes.ts';
import { RawAnswer, type ControlRoutes } from './control-routes.ts';

/**
 * Where GetFunction's `Code.Location` leads: a function's zip, for whoever holds the address, which the house
 * sealed and which expires.
 *
 * @param codeAt the blob that an address's last part stands for; `undefined` for what the house did not seal
 */
export function codeRoutes(codeAt: (token: string) => Promise<string | undefined>): ControlRoutes {
  return [
    {
      method: 'GET',
      path: 'function-code/{token}',
      open: true,
      async run({ house, parameters }) {
        const blobId = await codeAt(parameters['token'] ?? '');
        if (blobId === undefined)
          throw new AwsError('AccessDenied', 403, 'the address has expired, or is none');
        const body = await house.objects.open(blobId).catch((error: unknown) => {
          if (error instanceof BlobGoneError) throw new AwsError('NotFound', 404, 'this code is gone');
          throw error;
        });
        return new RawAnswer({ status: 200, headers: { 'Content-Type': 'application/zip' }, body });
      },
    },
  ];
}
