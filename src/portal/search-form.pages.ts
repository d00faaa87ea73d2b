import { html } from 'ghtml';
import type { PublicBody } from '../disclosure/index.store.ts';
import { penaltyKinds, type SearchRequest } from '../disclosure/index.ts';

/** What the form lets one choose from. */
export type SearchChoices = {
  readonly bodies: readonly PublicBody[];
  readonly years: readonly number[];
};

/** The search form; with choices it also narrows by body, year and kind of penalty. */
export function searchForm(request: SearchRequest, choices: SearchChoices | null): string {
  return html`<form class="search" action="/decisions" method="get" role="search">
<div class="line">
<div class="grow"><label for="q">当事人、文号、案由或事实中的词</label>
<input type="search" id="q" name="q" value="${request.typed}" maxlength="500" autocomplete="off" aria-describedby="q-hint"></div>
!${choices === null ? submit : ''}
</div>
!${choices === null ? '' : filters(request, choices)}
<p class="hint" id="q-hint">几个词之间用空格隔开，列出同时含有各词的决定；单字、两字词和名称的一部分都能查到。</p>
</form>`;
}

const submit = html`<button type="submit">检索</button>`;

function filters(request: SearchRequest, { bodies, years }: SearchChoices): string {
  return html`<div class="line">
!${choice(
    'body',
    '作出决定的机关',
    bodies.map((body) => ({ value: body.agencyId, text: body.name })),
    request.agencyId,
  )}
!${choice(
    'year',
    '决定年份',
    years.map((year) => ({ value: String(year), text: `${year}年` })),
    request.year?.toString(),
  )}
!${choice(
    'kind',
    '处罚种类',
    penaltyKinds.map((kind) => ({ value: kind, text: kind })),
    request.penaltyKind,
  )}
!${submit}
</div>`;
}

function choice(
  name: string,
  label: string,
  options: readonly { readonly value: string; readonly text: string }[],
  chosen: string | undefined,
): string {
  return html`<div class="third"><label for="${name}">${label}</label>
<select id="${name}" name="${name}"><option value="">全部</option>
!${options.map((option) => html`<option value="${option.value}"!${option.value === chosen ? ' selected' : ''}>${option.text}</option>`)}
</select></div>`;
}
