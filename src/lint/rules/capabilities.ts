import type { Rule } from '../rule.ts';

/** What a deploy has to acknowledge, or CloudFormation refuses it. */
export const capabilities: Rule = {
  name: 'capabilities',
  level: 'note',
  looksAt: 'capabilities that the deploy will be asked for',
  *find({ capabilities: needed }) {
    for (const { name, reason, spot } of needed) {
      const says = `a deploy without it is refused: "Requires capabilities : [${name}]". ${reason}`;
      yield { spot, says, mend: `deploy with \`--capabilities ${name}\`` };
    }
  },
};
