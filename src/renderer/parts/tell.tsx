import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import type { ProblemView } from '../../main/ipc/problem.ts';
import { describeProblem } from '../problem.ts';

export const toasterId = 'toasts';

/** Short word of what happened; what lasts is said on the screen itself. */
export function useTell(): {
  readonly done: (title: string, body?: string) => void;
  readonly problem: (problem: ProblemView) => void;
} {
  const { dispatchToast } = useToastController(toasterId);
  return {
    done(title, body) {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body === undefined ? null : <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent: 'success', timeout: body === undefined ? 4_000 : 12_000 },
      );
    },
    problem(problem) {
      const { title, remedy } = describeProblem(problem);
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          <ToastBody>{remedy}</ToastBody>
        </Toast>,
        { intent: 'error', timeout: 12_000 },
      );
    },
  };
}
