// What programs read of the public site: the feed, the maps for search engines, the description of the data.

import { html } from 'ghtml';
import type { PublicBody, PublishedEntry, SitemapEntry } from '../disclosure/index.store.ts';
import { partName } from './sitemap.ts';

/** Characters that no XML may hold, however written. */
// oxlint-disable-next-line no-control-regex -- these are what must not stand in XML
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

const plain = (text: string) => text.toWellFormed().replace(unwritable, ' ');

/** The newest decisions as an Atom feed. */
export function feedOf(entries: readonly PublishedEntry[], origin: string): string {
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>最新公开的行政处罚决定</title>
<id>${origin}/feed.xml</id>
<link rel="self" type="application/atom+xml" href="${origin}/feed.xml"/>
<link rel="alternate" type="text/html" href="${origin}/decisions"/>
<updated>${entries[0]?.publishedAt ?? '1970-01-01T00:00:00Z'}</updated>
<author><name>明法 行政执法公示</name></author>
!${entries.map(
    ({ id, bodyName, caseName, decisionNumber, decidedOn, publishedAt }) => html`<entry>
<title>${plain(caseName)}</title>
<id>urn:uuid:${id}</id>
<link rel="alternate" type="text/html" href="${origin}/decisions/${id}"/>
<published>${publishedAt}</published>
<updated>${publishedAt}</updated>
<author><name>${plain(bodyName)}</name></author>
<summary>${plain([decisionNumber, `${decidedOn} 作出决定`].filter(Boolean).join('，'))}</summary>
</entry>
`,
  )}</feed>
`;
}

/** The list of the maps. */
export function sitemapIndexOf(parts: number, origin: string): string {
  const names = ['pages', ...Array.from({ length: parts }, (_, part) => partName(part, parts))];
  return html`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
!${names.map((name) => html`<sitemap><loc>${origin}/sitemap/${name}.xml</loc></sitemap>\n`)}</sitemapindex>
`;
}

/** One map: decisions with the day since when they are public. */
export function sitemapOf(entries: readonly SitemapEntry[], origin: string): string {
  return urlset(
    entries.map(({ id, publishedOn }) => ({ path: `/decisions/${id}`, day: publishedOn })),
    origin,
  );
}

/** The map of what is no decision. */
export function pagesSitemapOf(
  paths: readonly string[],
  bodies: readonly (Pick<PublicBody, 'agencyId'> & { readonly hasCatalogue: boolean })[],
  origin: string,
): string {
  const all = [
    ...paths,
    ...bodies.flatMap(({ agencyId, hasCatalogue }) => [
      `/bodies/${agencyId}`,
      ...(hasCatalogue ? [`/bodies/${agencyId}/review-catalogue`] : []),
    ]),
  ];
  return urlset(
    all.map((path) => ({ path })),
    origin,
  );
}

function urlset(
  entries: readonly { readonly path: string; readonly day?: string }[],
  origin: string,
): string {
  return html`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
!${entries.map(({ path, day }) => html`<url><loc>${origin}${path}</loc>!${day === undefined ? '' : html`<lastmod>${day}</lastmod>`}</url>\n`)}</urlset>
`;
}

/** What data there is, in the words of the data catalogue vocabulary (DCAT). */
export function datasetOf(origin: string): object {
  const file = (title: string, path: string, mediaType: string, description: string) => ({
    '@type': 'dcat:Distribution',
    title,
    description,
    mediaType,
    downloadURL: `${origin}${path}`,
  });
  return {
    '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    dataset: [
      {
        '@type': 'dcat:Dataset',
        identifier: `${origin}/decisions`,
        title: '行政处罚决定公示信息',
        description:
          '各执法机关依法向社会公开的行政处罚决定。依法撤下或者公示期满的决定不再列入，更正过的写明更正日期；使用者应当随之删除、更新。',
        keyword: ['行政处罚', '行政执法公示', '双公示'],
        language: ['zh-CN'],
        accessLevel: 'public',
        accrualPeriodicity: 'R/P1D',
        landingPage: `${origin}/decisions`,
        publisher: { '@type': 'org:Organization', name: '明法 行政执法公示' },
        distribution: [
          file(
            '表格（CSV）',
            '/decisions.csv',
            'text/csv',
            '可加 q（词）、body（机关编号）、year（年份）、kind（种类）；每次最多一万件，以 after=决定日期~编号 续取。',
          ),
          file('逐行 JSON', '/decisions.ndjson', 'application/x-ndjson', '参数与表格相同。'),
          file('最新公开', '/feed.xml', 'application/atom+xml', '最近公开的五十件。'),
          file('全部网址', '/sitemap.xml', 'application/xml', '每个决定的网址和公开日期。'),
        ],
      },
      {
        '@type': 'dcat:Dataset',
        identifier: `${origin}/ledger`,
        title: '执法记录存证账',
        description: '只含哈希值的可核验账：检查点和各层哈希值，格式为 C2SP tlog-tiles。',
        keyword: ['存证', '核验'],
        language: ['zh-CN'],
        accessLevel: 'public',
        landingPage: `${origin}/ledger`,
        publisher: { '@type': 'org:Organization', name: '明法 行政执法公示' },
        distribution: [file('检查点', '/ledger/checkpoint', 'text/plain', '最新的签名检查点。')],
      },
    ],
  };
}
