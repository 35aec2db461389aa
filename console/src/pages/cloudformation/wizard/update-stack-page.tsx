import { useNavigate, useParams } from 'react-router';
import { Loaded } from '../../../parts/loaded.tsx';
import { paths } from '../../../parts/paths.ts';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { useStack } from '../use-stack.ts';
import { StackWizard } from './stack-wizard.tsx';

/** Changes a stack at once. */
export default function UpdateStackPage() {
  const navigate = useNavigate();
  const { stack: name = '' } = useParams();
  const query = useStack(name);
  return (
    <Loaded query={query}>
      {(stack) => (
        <StackWizard
          purpose="update"
          stack={stack}
          onDone={() => void navigate(paths.stack(name), AFTER_SAVING)}
          onCancel={() => void navigate(paths.stack(name))}
        />
      )}
    </Loaded>
  );
}
