import { UploadOutlined } from '@ant-design/icons';
import { useState } from 'react';
import './form.css';

type FileChoiceProps = {
  readonly label: string;
  /** Endings and types that make sense. */
  readonly accept: string;
  /** What is wrong with the file that was chosen. */
  readonly problem?: string | null;
  readonly onChoose: (file: File) => void;
};

/** Chooses a file; in the look and the language of the console, not of the browser. */
export function FileChoice({ label, accept, problem = null, onChoose }: FileChoiceProps) {
  const [name, setName] = useState('');
  return (
    <div className="file-choice">
      <label className="file-button">
        <UploadOutlined aria-hidden /> {label}
        <input
          type="file"
          className="unseen"
          accept={accept}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file === undefined) return;
            setName(file.name);
            onChoose(file);
            // The same file can be chosen again after it was mended.
            target.value = '';
          }}
        />
      </label>{' '}
      <span className="soft">{name === '' ? '还没有选择' : name}</span>
      <p role="alert" className="field-error">
        {problem}
      </p>
    </div>
  );
}
