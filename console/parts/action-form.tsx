import { Button, Form, type FormInstance } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { problemIn } from '../api/client.ts';
import { fieldFor } from './field-path.ts';
import './form.css';
import { ProblemNotice } from './problem-notice.tsx';

/** What a form that changes something needs. */
export type ActionFormProps<T extends object> = {
  /** Does it; what the server refuses is shown beside the fields and above them. */
  readonly onSubmit: (values: T) => Promise<unknown>;
  /** What the button says. */
  readonly submitTitle: string;
  readonly initialValues?: Partial<T>;
  readonly onCancel?: () => void;
  /** For what hurts. */
  readonly isDanger?: boolean;
  /** A form made elsewhere, when fields must be set from outside. */
  readonly form?: FormInstance<T>;
  readonly children?: ReactNode;
};

/** A form: says beside each field what is wrong with it, keeps what was typed when the server refuses. */
export function ActionForm<T extends object>({
  onSubmit,
  submitTitle,
  initialValues,
  onCancel,
  isDanger = false,
  form: given,
  children,
}: ActionFormProps<T>) {
  const [own] = Form.useForm<T>();
  const form = given ?? own;
  // Several forms may stand on one page; the ids of their fields must not meet.
  const name = useId();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (values: T) => {
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values);
    } catch (caught) {
      setError(caught);
      markFields(form, caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<T>
      form={form}
      name={name}
      layout="vertical"
      requiredMark={false}
      initialValues={initialValues as T}
      onFinish={submit}
      onValuesChange={(changed: Partial<T>) => forgetErrors(form, changed)}
      validateTrigger="onSubmit"
      scrollToFirstError={{ focus: true }}
    >
      {error !== null && <ProblemNotice error={error} hideFields={isAllShown(form, error)} />}
      {children}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={isBusy} danger={isDanger}>
          {submitTitle}
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>取消</Button>}
      </div>
    </Form>
  );
}

/** What is mended no longer says what was wrong. */
function forgetErrors<T extends object>(form: FormInstance<T>, changed: Partial<T>): void {
  const marks: Named[] = Object.keys(changed).map((name) => ({ name: [name], errors: [] }));
  form.setFields(marks as Parameters<typeof form.setFields>[0]);
}

type Named = { readonly name: (string | number)[]; readonly errors: string[] };

function markFields<T extends object>(form: FormInstance<T>, error: unknown): void {
  const held = fieldsOf(form);
  const marks = new Map<string, Named>();
  for (const { field, text } of problemIn(error).errors) {
    const name = fieldFor(field, held);
    if (name === null) continue;
    const place = JSON.stringify(name);
    marks.set(place, { name, errors: [...(marks.get(place)?.errors ?? []), text] });
  }
  form.setFields([...marks.values()] as Parameters<typeof form.setFields>[0]);
}

/** Whether every reason stands beside a field. */
function isAllShown<T extends object>(form: FormInstance<T>, error: unknown): boolean {
  const held = fieldsOf(form);
  const { errors } = problemIn(error);
  return errors.length > 0 && errors.every(({ field }) => fieldFor(field, held) !== null);
}

const fieldsOf = <T extends object>(form: FormInstance<T>) =>
  form.getFieldsError().map(({ name }) => name);
