import type { Service } from '../../operation/service.ts';
import { accessDenied } from './errors.ts';
import { describeImages, listImages } from './images.ts';
import { deleteLifecyclePolicy, getLifecyclePolicy, putLifecyclePolicy } from './lifecycle-policies.ts';
import { createRepository, deleteRepository, describeRepositories } from './repositories.ts';
import { deleteRepositoryPolicy, getRepositoryPolicy, setRepositoryPolicy } from './repository-policies.ts';
import { putImageScanningConfiguration, putImageTagMutability } from './repository-settings.ts';
import { ecrTagging, listTagsForResource, tagResource, untagResource } from './repository-tags.ts';

/** Of ECR the repositories: there is no registry to push images to. */
export const ecrService: Service = {
  name: 'ecr',
  operations: [
    createRepository,
    describeRepositories,
    deleteRepository,
    setRepositoryPolicy,
    getRepositoryPolicy,
    deleteRepositoryPolicy,
    putLifecyclePolicy,
    getLifecyclePolicy,
    deleteLifecyclePolicy,
    putImageScanningConfiguration,
    putImageTagMutability,
    describeImages,
    listImages,
    tagResource,
    untagResource,
    listTagsForResource,
  ],
  denies: (denial) => accessDenied(denial.sentence),
  tagging: ecrTagging,
};
