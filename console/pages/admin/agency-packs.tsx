import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { useItems } from '../../api/whole.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { forceWords, moved, type Pack, packName } from '../rules/pack.ts';
import type { Agency } from './agency.ts';
import { DraftConfirmation } from './draft-confirmation.tsx';
import { useKeeper } from './use-keeper.ts';

/** The packs that a body follows, the most specific first, and what each means for it. */
export function AgencyPacks({ agency }: { readonly agency: Agency }) {
  const mayKeep = useKeeper(agency, 'register:agency');
  const [chosen, setChosen] = useState<readonly string[]>(agency.packs);
  const { data: packs = [], error } = useItems<Pack>('/api/packs');
  if (error !== null) return <ProblemNotice error={error} />;
  const isChanged = chosen.join() !== agency.packs.join();
  return (
    <section className="panel">
      <h2>适用的规则包</h2>
      <p className="soft">
        从上到下，排在前面的先适用；前面没有规定的，看后面的；都没有规定的如实显示“未规定”。国家规定始终排在最后。
      </p>
      <ol className="pack-order">
        {chosen.map((id) => (
          <li key={id}>
            <PackMeaning id={id} agency={agency} packs={packs} />
            {mayKeep && id !== 'national' && (
              <PackMoves id={id} title={titleOf(packs, id)} chosen={chosen} put={setChosen} />
            )}
          </li>
        ))}
      </ol>
      {mayKeep && (
        <PackChoice
          agency={agency}
          packs={packs}
          chosen={chosen}
          isChanged={isChanged}
          put={setChosen}
        />
      )}
    </section>
  );
}

type PackMovesProps = {
  readonly id: string;
  readonly title: string;
  readonly chosen: readonly string[];
  readonly put: (chosen: readonly string[]) => void;
};

function PackMoves({ id, title, chosen, put }: PackMovesProps) {
  return (
    <span className="row-actions">
      <Button
        size="small"
        aria-label={`上移：${title}`}
        disabled={chosen[0] === id}
        onClick={() => put(moved(chosen, id, -1))}
      >
        上移
      </Button>
      <Button
        size="small"
        aria-label={`下移：${title}`}
        disabled={chosen.indexOf(id) >= chosen.length - 2}
        onClick={() => put(moved(chosen, id, 1))}
      >
        下移
      </Button>
      <Button
        size="small"
        aria-label={`移除：${title}`}
        onClick={() => put(chosen.filter((one) => one !== id))}
      >
        移除
      </Button>
    </span>
  );
}

type PackMeaningProps = {
  readonly id: string;
  readonly agency: Agency;
  readonly packs: readonly Pack[];
};

function PackMeaning({ id, agency, packs }: PackMeaningProps) {
  const versions = packs.filter((one) => one.id === id);
  const me = useMe();
  const confirmed = agency.drafts[id];
  const isWaiting = agency.unconfirmedDrafts.includes(id);
  const mayConfirm = may(me, 'register:settings') && me.agencyId === agency.agencyId;
  const [latest] = versions.toReversed();
  const warnings = new Set(
    versions
      .flatMap((one) => one.warnings)
      // Of a draft, the confirmation below says how it stands.
      .filter(({ code }) => code !== 'draft' || (!isWaiting && confirmed === undefined))
      .map(({ text }) => text),
  );
  return (
    <div>
      <p>
        <Link to="/rules/$packId" params={{ packId: id }}>
          {latest === undefined ? id : packName(latest)}
        </Link>
      </p>
      {versions.map((version) => (
        <p key={version.folder} className="small soft">
          {[version.issuer, version.documentNumber, forceWords(version)]
            .filter(Boolean)
            .join(' · ')}
          {` · ${version.clauseCount} 条款、${version.ruleCount} 条规则`}
        </p>
      ))}
      {latest !== undefined && latest.extends.length > 0 && (
        <p className="small soft">
          没有规定的，依次看：
          {latest.extends.map((other) => titleOf(packs, other)).join('、')}
        </p>
      )}
      {[...warnings].map((text) => (
        <p key={text} className="small">
          <span className="tag tag--warn">提醒</span> {text}
        </p>
      ))}
      {confirmed !== undefined && (
        <p className="small">
          <span className="tag tag--ok">已确认</span> {confirmed.confirmedOn}，
          {confirmed.confirmedBy}，依据：{confirmed.basis}
        </p>
      )}
      {isWaiting && <DraftConfirmation agency={agency} packId={id} mayConfirm={mayConfirm} />}
    </div>
  );
}

function titleOf(packs: readonly Pack[], id: string): string {
  return packs.find((one) => one.id === id)?.title ?? id;
}

type PackChoiceProps = {
  readonly agency: Agency;
  readonly packs: readonly Pack[];
  readonly chosen: readonly string[];
  readonly isChanged: boolean;
  readonly put: (chosen: readonly string[]) => void;
};

function PackChoice({ agency, packs, chosen, isChanged, put }: PackChoiceProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const others = new Map(
    packs.filter(({ id }) => !chosen.includes(id)).map((pack) => [pack.id, pack]),
  );
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await ask(`/api/agencies/${agency.agencyId}/packs`, {
        method: 'PUT',
        body: { packs: chosen },
      });
      message.success('已设定。以后的办案按新的规则包。');
      await queryClient.invalidateQueries();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      {others.size > 0 && (
        <Select
          aria-label="加入规则包"
          className="filter-wide"
          placeholder="加入规则包"
          value={null}
          onChange={(id: string | null) => {
            if (id !== null) put(id === 'national' ? [...chosen, id] : [id, ...chosen]);
          }}
          options={[...others.values()].map((pack) => ({ value: pack.id, label: packName(pack) }))}
        />
      )}
      {isChanged && (
        <>
          <p className="notice">
            还没有保存。保存后，新的步骤按新的规则包判断；已经办完的步骤仍按办理当时的规定。
          </p>
          <div className="form-end">
            <Button type="primary" loading={isBusy} onClick={() => void save()}>
              保存
            </Button>
            <Button onClick={() => put(agency.packs)}>放弃改动</Button>
          </div>
        </>
      )}
    </>
  );
}
