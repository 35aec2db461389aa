import { useNavigate, useParams } from 'react-router';
import { Loaded } from '../../../parts/loaded.tsx';
import { paths } from '../../../parts/paths.ts';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { useStack } from '../use-stack.ts';
import { StackWizard } from './stack-wizard.tsx';

/** Prepares a change of a stack, to be seen before it is made. */
export default function CreateChangeSetPage() {
  const navigate = useNavigate();
  const { stack: name = '' } = useParams();
  const query = useStack(name);
  return (
    <Loaded query={query}>
      {(stack) => (
        <StackWizard
          purpose="change set"
          stack={stack}
          onDone={(changeSet) => void navigate(paths.changeSet(name, changeSet), AFTER_SAVING)}
          onCancel={() => void navigate(paths.stack(name))}
        />
      )}
    </Loaded>
  );
}
