import { changeRepository } from './change-repository.ts';
import { ecrOperation } from './ecr-operation.ts';
import { onRepository } from './permissions.ts';
import { dataOf, registryOf } from './repository-record.ts';

export const putImageScanningConfiguration = ecrOperation('PutImageScanningConfiguration', {
  authorizes: (input, context) => onRepository(context, 'PutImageScanningConfiguration', input),

  async runs(input, context) {
    const { repositoryName, imageScanningConfiguration } = input;
    await changeRepository(context, input, (row) => ({
      data: JSON.stringify({ ...dataOf(row), imageScanningConfiguration }),
    }));
    const { account_id: registryId } = registryOf(context, input);
    return { registryId, repositoryName, imageScanningConfiguration };
  },
});

export const putImageTagMutability = ecrOperation('PutImageTagMutability', {
  authorizes: (input, context) => onRepository(context, 'PutImageTagMutability', input),

  async runs(input, context) {
    const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters } = input;
    const settings = { imageTagMutability, imageTagMutabilityExclusionFilters };
    await changeRepository(context, input, (row) => ({
      data: JSON.stringify({ ...dataOf(row), ...settings }),
    }));
    return { registryId: registryOf(context, input).account_id, repositoryName, ...settings };
  },
});
