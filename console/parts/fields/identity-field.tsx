import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { FieldFrame, type FieldPlace, useControl } from './field-frame.tsx';
import { textIn } from './field-offer.ts';
import { useFormState, valueAt } from './form-state.ts';

type Finding = { readonly warnings: readonly string[]; readonly bornOn: string | null };

/** The number of a person or body: looked at when it is left, warned of and never refused. */
export function IdentityField(place: FieldPlace) {
  const { typed, change } = useFormState();
  const { aria } = useControl(place);
  const [found, setFound] = useState<{ number: string; finding: Finding } | null>(null);
  const number = textIn(valueAt(typed, place.path)).trim();
  const group = place.path.slice(0, place.path.lastIndexOf('/'));
  const partyKind = valueAt(typed, `${group}/kind`);
  const look = async () => {
    if (number === '') return setFound(null);
    const body = { number, ...(typeof partyKind === 'string' ? { partyKind } : {}) };
    // That the number could not be looked at now is no reason to stop anybody.
    const finding = await ask<Finding>('/api/identity-checks', { method: 'POST', body }).catch(
      () => null,
    );
    setFound(finding === null ? null : { number, finding });
  };
  const finding = found?.number === number ? found.finding : null;
  const bornOnPath = `${group}/bornOn`;
  const isBornOnOpen = finding?.bornOn !== valueAt(typed, bornOnPath);
  const note = finding !== null && (
    <div role="status" className={finding.warnings.length > 0 ? 'field-warning' : undefined}>
      {finding.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {finding.warnings.length === 0 && <p>号码的校验码相符。</p>}
      {finding.bornOn !== null && isBornOnOpen && partyKind !== 'organisation' && (
        <button
          type="button"
          className="text-button"
          onClick={() => change(bornOnPath, finding.bornOn ?? '')}
        >
          出生日期填 {finding.bornOn}
        </button>
      )}
    </div>
  );
  return (
    <FieldFrame {...place} note={note}>
      <input
        className="input"
        type="text"
        autoComplete="off"
        {...aria}
        value={textIn(valueAt(typed, place.path))}
        onChange={(event) => change(place.path, event.target.value)}
        onBlur={() => void look()}
      />
    </FieldFrame>
  );
}
