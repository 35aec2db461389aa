import { parameterNotFound, tooManyLabels, versionNotFound } from './errors.ts';
import { newestOf, placeOf } from './find-parameters.ts';
import { isPublicName, readReference } from './parameter-names.ts';
import { readLabels, readVersions } from './parameter-record.ts';
import { onParameters } from './permissions.ts';
import { ssmOperation } from './ssm-operation.ts';

const MAX_LABELS = 10;
const LABEL = /^(?!aws|ssm)[a-zA-Z_.-][a-zA-Z0-9_.-]*$/i;

/**
 * Puts labels on a version; one that is on another version moves.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
 */
export const labelParameterVersion = ssmOperation('LabelParameterVersion', {
  authorizes: ({ Name }, context) => onParameters(context, 'LabelParameterVersion', [Name]),

  runs({ Name, ParameterVersion, Labels }, context) {
    const reference = readReference(Name, context);
    if (isPublicName(reference.name)) throw parameterNotFound();
    const InvalidLabels = Labels.filter((label) => !LABEL.test(label));
    const valid = [...new Set(Labels.filter((label) => LABEL.test(label)))];
    return context.house.store.write(async (tx) => {
      const newest = await newestOf(tx, placeOf(context), reference);
      const version = ParameterVersion ?? newest.version;
      const versions = await readVersions(tx, newest.id, newest.name);
      if (!versions.some((one) => one.version === version)) throw versionNotFound(newest.name, version);
      const labels = await readLabels(tx, [newest.id]);
      const kept = labels.filter((one) => one.version === version && !valid.includes(one.label));
      if (kept.length + valid.length > MAX_LABELS) throw tooManyLabels(MAX_LABELS);
      if (valid.length > 0) {
        await tx
          .deleteFrom('parameter_labels')
          .where('parameter_id', '=', newest.id)
          .where('label', 'in', valid)
          .execute();
        const rows = valid.map((label) => ({ parameter_id: newest.id, label, version }));
        await tx.insertInto('parameter_labels').values(rows).execute();
      }
      return { InvalidLabels, ParameterVersion: version };
    });
  },
});

export const unlabelParameterVersion = ssmOperation('UnlabelParameterVersion', {
  authorizes: ({ Name }, context) => onParameters(context, 'UnlabelParameterVersion', [Name]),

  runs({ Name, ParameterVersion, Labels }, context) {
    const reference = readReference(Name, context);
    return context.house.store.write(async (tx) => {
      const newest = await newestOf(tx, placeOf(context), reference);
      const versions = await readVersions(tx, newest.id, newest.name);
      if (!versions.some(({ version }) => version === ParameterVersion)) {
        throw versionNotFound(newest.name, ParameterVersion);
      }
      const labels = await readLabels(tx, [newest.id]);
      const asked = [...new Set(Labels)];
      const RemovedLabels = asked.filter((label) =>
        labels.some((one) => one.label === label && one.version === ParameterVersion),
      );
      if (RemovedLabels.length > 0) {
        await tx
          .deleteFrom('parameter_labels')
          .where('parameter_id', '=', newest.id)
          .where('label', 'in', RemovedLabels)
          .execute();
      }
      return { RemovedLabels, InvalidLabels: asked.filter((label) => !RemovedLabels.includes(label)) };
    });
  },
});
