import { Button, Select } from 'antd';
import { useState } from 'react';
import { FilterField } from '../../parts/filter-field.tsx';
import type { BadRow, Preview } from './decision-import.ts';

const shownFields = [
  ['decisionNumber', '决定书文号'],
  ['caseName', '案件名称'],
  ['partyName', '当事人'],
  ['facts', '违法事实'],
  ['law', '处罚依据'],
  ['punishment', '处罚内容'],
  ['decidedOn', '决定日期'],
] as const;

/** The first rows as they would be public, and what is wrong with others. */
export function ImportPreview({ preview }: { readonly preview: Preview }) {
  const { badRows, fits, rows } = preview;
  const isReady = badRows === 0 && fits;
  // What cannot be recognised makes every row wrong; it is said once, with what to do.
  const bad = fits && badRows > 0 ? `，${badRows} 行有错，请在文件里改正，再选择一次` : '';
  const unknown = fits ? '' : '。认不出决定日期或者处罚内容，请在上面指定取自哪一列';
  return (
    <>
      <p role="status">
        <span className={`tag ${isReady ? 'tag--ok' : 'tag--late'}`}>
          {isReady ? '可以导入' : '还不能导入'}
        </span>{' '}
        共 {rows} 行{bad}
        {unknown}。
      </p>
      {fits && <BadRows rows={preview.shownBadRows} />}
      <ShownRows shown={preview.shown} />
    </>
  );
}

/** Rows that are wrong are told of above, each with what is wrong, and not once more. */
function ShownRows({ shown }: Pick<Preview, 'shown'>) {
  const sound = shown.flatMap(({ line, decision }) =>
    decision === null ? [] : [{ line, decision }],
  );
  if (sound.length === 0) return null;
  return (
    <>
      <h3>将公开的内容（开头的 {sound.length} 行）</h3>
      <table className="records records--words">
        <caption className="unseen">将公开的内容</caption>
        <thead>
          <tr>
            <th scope="col">行</th>
            {shownFields.map(([field, title]) => (
              <th key={field} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sound.map(({ line, decision }) => (
            <tr key={line}>
              <th scope="row" className="nowrap">
                第 {line} 行
              </th>
              {shownFields.map(([field, title]) => (
                <td
                  key={field}
                  data-title={title}
                  className={field === 'decidedOn' ? 'nowrap' : undefined}
                >
                  {decision[field]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Rows that cannot be taken, each with what is wrong. */
export function BadRows({ rows }: { readonly rows: readonly BadRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="bad-rows">
      {rows.map(({ line, problems }) => (
        <li key={line}>
          <strong>第 {line} 行</strong> {problems.join('；')}
        </li>
      ))}
    </ul>
  );
}

type Chosen = Readonly<Record<string, readonly string[]>>;

type MappingChoiceProps = {
  readonly preview: Preview;
  readonly onMap: (chosen: Chosen) => Promise<void>;
};

/** From which column each field is taken; recognised by itself where the headings allow it. */
export function MappingChoice({ preview, onMap }: MappingChoiceProps) {
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(preview.fields.map(({ field, columns }) => [field, columns])),
  );
  const options = preview.columns.map((column) => ({ value: column, label: column }));
  return (
    <details className="fold" open={!preview.fits}>
      <summary>各项取自哪一列</summary>
      <div className="filters">
        {preview.fields.map(({ field, title }) => (
          <FilterField key={field} title={title}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                className="filter"
                placeholder="不取"
                value={[...(chosen[field] ?? [])]}
                onChange={(columns: string[]) => setChosen({ ...chosen, [field]: columns })}
                options={options}
              />
            )}
          </FilterField>
        ))}
        <Button onClick={() => void onMap(chosen)}>按此重新检查</Button>
      </div>
    </details>
  );
}
