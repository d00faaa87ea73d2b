import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendNotFound } from './answer.routes.ts';
import { guidePage } from './guide.pages.ts';
import { guideRoutes } from './guide.routes.ts';
import { type GuideShelf, guideShelf } from './guide.store.ts';

const picture = { content: Buffer.from('png'), width: 390, height: 844, digest: 'abc' };
const shelfOf = (texts: Readonly<Record<string, string>>): GuideShelf => ({
  texts: new Map(Object.entries(texts)),
  pictures: new Map([['officer-phone.png', picture]]),
});
const mainOf = (text: string) =>
  guidePage(shelfOf({ officer: text, leader: '# 负责人' }), 'officer')?.main ?? '';

describe('Markdown becomes a page of the site', () => {
  test('given a heading and a paragraph, then they are the title and the description', () => {
    const page = guidePage(
      shelfOf({ officer: '# 执法人员\n\n您负责`一件`[案件](leader.md)。' }),
      'officer',
    );

    expect(page).toMatchObject({
      title: '执法人员 - 使用手册 - 明法',
      address: '/help/guide/officer',
      description: '您负责一件案件。',
    });
  });

  test('given links, then pages of the guide are linked and what the site does not show is not', () => {
    const main = mainOf(
      '# A\n\n[甲](leader.md) [乙](leader.md#x) [丙](../operations.md) [丁](javascript:x)',
    );

    expect(main).toContain('<a href="/help/guide/leader">甲</a>');
    expect(main).toContain('<a href="/help/guide/leader#x">乙</a> 丙 丁');
  });

  test('given a picture, then it comes with its version, its size and its words', () => {
    const main = mainOf('# A\n\n![手机上的<案件>](../pictures/officer-phone.png)');

    expect(main).toMatch(
      /<figure><img src="\/help\/guide\/pictures\/officer-phone\.png\?v=abc" alt="手机上的&#60;案件&#62;" width="390" height="844"/,
    );
  });

  test('given markup in the text, then it is shown and does nothing', () => {
    const main = mainOf(
      '# A\n\n<script>alert(1)</script>\n\n甲<b onclick="x">乙</b> ![a](http://x/y.png)',
    );

    expect(main).not.toMatch(/<script|<b |<img/);
    expect(main).toContain('&#60;script&#62;');
  });

  test('given further pages, then they are named at the end in the order of the first page', () => {
    const shelf = shelfOf({
      index: '# 手册\n\n[负责人](leader.md) [公众](citizen.md) [执法人员](officer.md)',
      citizen: '# 公众',
      leader: '# 负责人',
      officer: '# 执法人员',
    });

    const end = guidePage(shelf, 'officer')?.main.split('其他岗位')[1] ?? '';
    expect([...end.matchAll(/>([^<]+)<\/a>/g)].map((match) => match[1])).toEqual([
      '负责人',
      '公众',
    ]);
  });

  test('given a name that no page has, then there is none', () => {
    expect(guidePage(shelfOf({}), 'officer')).toBeNull();
  });
});

describe('the guides are served', () => {
  let site: FastifyInstance;
  beforeAll(() => {
    site = Fastify();
    guideRoutes(site, { publicUrl: null });
    site.setNotFoundHandler((request, reply) => sendNotFound(request, reply));
  });
  afterAll(() => site.close());

  test('given every page, when asked for, then its pictures and links are there and it is light', async () => {
    const { texts } = await guideShelf();
    expect(texts.size).toBe(9);
    for (const name of texts.keys()) {
      const url = name === 'index' ? '/help/guide' : `/help/guide/${name}`;
      const page = await site.inject(url);
      expect(page.statusCode, url).toBe(200);
      expect(page.rawPayload.length).toBeLessThan(100_000);
      const inside = page.body.matchAll(/(?:src|href)="(\/help\/guide[^"#]*)/g);
      for (const [, address = ''] of inside)
        expect((await site.inject(address)).statusCode, address).toBe(200);
    }
  });

  test('given a picture by its version, then it may be kept, and by another name it is asked for again', async () => {
    const { pictures } = await guideShelf();
    const [name, { digest }] = [...pictures][0] as [string, { digest: string }];
    const url = `/help/guide/pictures/${name}`;

    const kept = await site.inject(`${url}?v=${digest}`);
    expect(kept.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await site.inject(`${url}?v=old`)).headers['cache-control']).toBe('public, no-cache');
    const again = await site.inject({ url, headers: { 'if-none-match': `"${digest}"` } });
    expect(again.statusCode).toBe(304);
  });

  test.each([
    '/help/guide/nobody',
    '/help/guide/pictures/nothing.png',
    '/help/guide/..%2f..%2fREADME',
  ])('given %s, when asked for, then nothing is there', async (url) => {
    expect((await site.inject(url)).statusCode).toBe(404);
  });
});
