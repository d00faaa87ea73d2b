import { Input } from 'antd';
import { useEffect, useId, useState } from 'react';

type TextFilterProps = {
  readonly text: string;
  readonly placeholder: string;
  readonly onText: (text: string) => void;
};

/** Asks a moment after the last letter, and not while characters are being composed. */
export function TextFilter({ text, placeholder, onText }: TextFilterProps) {
  const [{ typed, asked }, setTyped] = useState({ typed: text, asked: text });
  const [isComposing, setComposing] = useState(false);
  const id = useId();
  // What comes from elsewhere, from a view or the way back, replaces what was typed.
  if (asked !== text) setTyped({ typed: text, asked: text });
  useEffect(() => {
    const next = typed.trim();
    if (isComposing || next === asked) return undefined;
    const timer = setTimeout(() => {
      setTyped({ typed, asked: next });
      onText(next);
    }, 300);
    return () => clearTimeout(timer);
  });
  return (
    <div>
      <label htmlFor={id}>查找</label>
      <Input
        id={id}
        type="search"
        className="filter-text"
        placeholder={placeholder}
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped({ typed: target.value, asked })}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
    </div>
  );
}
