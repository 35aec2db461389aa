import type { Service } from '../../operation/service.ts';
import { createChangeSet } from './change-sets/create-change-set.ts';
import { describeChangeSet, listChangeSets } from './change-sets/describe-change-set.ts';
import { deleteChangeSet, executeChangeSet } from './change-sets/execute-change-set.ts';
import { describeStackResourceDrifts } from './drift/describe-drifts.ts';
import {
  describeStackDriftDetectionStatus,
  detectStackDrift,
  detectStackResourceDrift,
} from './drift/detect-drift.ts';
import { accessDenied } from './errors.ts';
import { describeStackEvents } from './events/describe-stack-events.ts';
import { cancelUpdateStack, continueUpdateRollback, rollbackStack } from './stacks/change-course.ts';
import { createStack } from './stacks/create-stack.ts';
import { deleteStack } from './stacks/delete-stack.ts';
import { describeStacks, listStacks } from './stacks/describe-stacks.ts';
import { listExports, listImports } from './stacks/exports.ts';
import { signalResource } from './stacks/signal-resource.ts';
import {
  describeStackResource,
  describeStackResources,
  listStackResources,
} from './stacks/stack-resources.ts';
import { getStackPolicy, setStackPolicy, updateTerminationProtection } from './stacks/stack-settings.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './stacks/templates.ts';
import { updateStack } from './stacks/update-stack.ts';

/** CloudFormation: stacks and what is done with them. */
export const cloudformationService: Service = {
  name: 'cloudformation',
  operations: [
    createStack,
    updateStack,
    deleteStack,
    cancelUpdateStack,
    continueUpdateRollback,
    rollbackStack,
    describeStacks,
    listStacks,
    describeStackEvents,
    describeStackResource,
    describeStackResources,
    listStackResources,
    getTemplate,
    getTemplateSummary,
    validateTemplate,
    createChangeSet,
    describeChangeSet,
    executeChangeSet,
    deleteChangeSet,
    listChangeSets,
    getStackPolicy,
    setStackPolicy,
    updateTerminationProtection,
    listExports,
    listImports,
    signalResource,
    detectStackDrift,
    detectStackResourceDrift,
    describeStackDriftDetectionStatus,
    describeStackResourceDrifts,
  ],
  denies: ({ sentence }) => accessDenied(sentence),
};
