// One field over everything (the combobox pattern of the ARIA guide): the focus stays in the field, the arrows move the
// chosen line, Enter opens it.

import { useNavigate } from '@tanstack/react-router';
import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { usePreference } from '../api/preferences.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { type Choice, type ChoiceGroup, moved, searchesIn, withSearch } from './search-choices.ts';
import { useChoices } from './use-choices.ts';

/** Looks for cases, documents, clauses, rules, people and pages. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { groups, isAsking, error } = useChoices(text);
  const open = useOpener(text, { onClose, onText: setText });
  const id = useId();
  const field = useRef<InputRef>(null);
  const choices = groups.flatMap((group) => group.choices);
  const at = choices.findIndex(({ key }) => key === chosen);
  // What is typed and confirmed opens the first line, as long as no other was chosen.
  const current = choices[at] ?? (text.trim() === '' || isAsking ? undefined : choices[0]);
  const step = (by: 1 | -1) => {
    const next = choices[moved(at, by, choices.length)];
    setChosen(next?.key ?? null);
    if (next !== undefined)
      document.getElementById(lineId(id, next))?.scrollIntoView({ block: 'nearest' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Enter' && current !== undefined) open(current);
  };
  return (
    <Modal
      open
      title="查找"
      footer={null}
      onCancel={onClose}
      width={640}
      className="search-dialog"
      style={{ top: 64 }}
      afterOpenChange={() => field.current?.focus()}
    >
      <Input
        ref={field}
        size="large"
        role="combobox"
        aria-label="查找案件、文书、条款、规则、人员和页面"
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : lineId(id, current)}
        autoComplete="off"
        placeholder="案号、当事人、文书编号、条款、页面"
        maxLength={100}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(null);
        }}
        onKeyDown={press}
      />
      {error !== null && <ProblemNotice error={error} />}
      <Outcome text={text} count={choices.length} isAsking={isAsking} />
      <Lines id={id} groups={groups} current={current} onOpen={open} />
    </Modal>
  );
}

const lineId = (id: string, { key }: Choice) => `${id}-${key.replaceAll(/[^\w-]/g, '_')}`;

type OpenerDeps = { readonly onClose: () => void; readonly onText: (text: string) => void };

function useOpener(text: string, { onClose, onText }: OpenerDeps) {
  const navigate = useNavigate();
  const { keep } = usePreference('searches', searchesIn);
  return ({ goal }: Choice) => {
    if ('text' in goal) {
      onText(goal.text);
      return;
    }
    const sought = text.trim();
    // A search that cannot be remembered is still a search.
    if (sought !== '') keep((before = []) => withSearch(before, sought)).catch(() => undefined);
    onClose();
    void navigate({ to: goal.to as '/', search: (goal.search ?? {}) as never });
  };
}

type OutcomeProps = { readonly text: string; readonly count: number; readonly isAsking: boolean };

function Outcome({ text, count, isAsking }: OutcomeProps) {
  const isEmpty = text.trim() === '';
  return (
    <p className="small soft search-outcome" role="status">
      {isEmpty && '名称和当事人至少两个字。上下方向键选择，回车打开。'}
      {!isEmpty && isAsking && '正在查找……'}
      {!isEmpty &&
        !isAsking &&
        (count === 0 ? '没有找到。换一个说法，或者只写两三个字。' : `找到 ${count} 项。`)}
    </p>
  );
}

type LinesProps = {
  readonly id: string;
  readonly groups: readonly ChoiceGroup[];
  readonly current: Choice | undefined;
  readonly onOpen: (choice: Choice) => void;
};

function Lines({ id, groups, current, onOpen }: LinesProps) {
  return (
    <div id={`${id}-list`} role="listbox" aria-label="找到的内容" className="search-lines">
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={group.title}>
          <div className="search-group" aria-hidden="true">
            {group.title}
          </div>
          {group.choices.map((choice) => (
            <Line
              key={choice.key}
              id={lineId(id, choice)}
              choice={choice}
              isCurrent={choice.key === current?.key}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type LineProps = {
  readonly id: string;
  readonly choice: Choice;
  readonly isCurrent: boolean;
  readonly onOpen: (choice: Choice) => void;
};

function Line({ id, choice, isCurrent, onOpen }: LineProps) {
  return (
    // The keys of the list are those of the field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      className="search-line"
      onClick={() => onOpen(choice)}
    >
      <span>{choice.title}</span>
      {choice.detail !== '' && <span className="small soft">{choice.detail}</span>}
    </div>
  );
}
