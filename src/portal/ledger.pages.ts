import { html } from 'ghtml';
import type { PageFrame } from './layout.pages.ts';

/** What the page about the ledger shows. */
export type LedgerFacts = {
  /** The newest signed checkpoint; null while nothing is sealed. */
  readonly checkpoint: string | null;
  /** Public key in the form of a signed note: name+key id+key. */
  readonly verifierKey: string;
  /** Address of this site, without a slash at the end. */
  readonly origin: string;
};

/** What the ledger is, its present state, and how anyone checks it. */
export function ledgerPage({ checkpoint, verifierKey, origin }: LedgerFacts): PageFrame {
  const size = checkpoint?.split('\n')[1] ?? '0';
  return {
    title: '存证核验 - 明法',
    place: 'ledger',
    address: '/ledger',
    description: '案件记录的哈希账：当前的检查点、公钥，以及任何人怎样核验记录没有被改动。',
    main: html`<h1>存证核验</h1>
<p class="lead">案件办理中的每一步都作为一条记录写入一本只能在末尾增加的账。账由哈希值组成，不含案情和个人信息；每隔很短时间签一次名，称为检查点。谁留有一个检查点，日后就能查出此前的记录有没有被改动、删去、插入或调换。</p>
<h2>当前的检查点</h2>
!${
      checkpoint === null
        ? html`<p class="nothing">还没有记录。</p>`
        : html`<p>共 <strong>${size}</strong> 条记录。检查点全文依次是：账的名称、记录条数、树根哈希值、签名。</p>
<pre><code>${checkpoint}</code></pre>`
    }
<p>验证签名用的公钥（请从机关另行公布的地方核对一次）：</p>
<pre><code>${verifierKey}</code></pre>
<h2>怎样核验</h2>
<ol class="steps">
<li><strong>取下检查点并保存。</strong>保存得越早，能证明的就越多。
<pre><code>curl -o checkpoint ${origin}/ledger/checkpoint</code></pre></li>
<li><strong>验证签名。</strong>只需要 openssl：
<pre><code>${signatureCheck(verifierKey)}</code></pre>
显示“Signature Verified Successfully”即为通过。</li>
<li><strong>验证整本账。</strong>各层哈希值按公开的格式放在 <code>${origin}/ledger/tile/</code> 之下，任何支持 C2SP tlog-tiles 的工具（例如 Go 语言的 golang.org/x/mod/sumdb/tlog 和 note）都能读取。逐块取下 <code>tile/0/</code> 中的哈希值，按 RFC 6962 的方法合成树根，应与检查点第三行相同。</li>
<li><strong>与旧的检查点比较。</strong>下载<a href="/ledger/compare.py">比较程序</a>，与保存的旧检查点放在一起执行。它只用 Python 3，取下全部哈希值，验证签名，重新合成两个树根：相符的，说明旧检查点以前的记录没有被动过；不符的，会说明，请把两个检查点一并交给监督机关。
<pre><code>curl -o compare.py ${origin}/ledger/compare.py
python3 compare.py ${origin} checkpoint '${verifierKey}'</code></pre></li>
<li><strong>机关内部核验原文。</strong>机关的管理员执行下面的命令，逐条核对数据库中的记录与账，有改动、缺失、增加或换序的会逐条指出。
<pre><code>./mingfa verify</code></pre></li>
</ol>
<h2>格式</h2>
<p>哈希算法为 SHA-256，树为 RFC 6962 的 Merkle 树，分块为 C2SP tlog-tiles，检查点为 C2SP tlog-checkpoint，签名为 Ed25519。</p>`,
  };
}

/** Commands that check the signature: the first 12 bytes tell openssl that an Ed25519 key follows. */
function signatureCheck(verifierKey: string): string {
  return [
    "sed '/^$/,$d' checkpoint > text",
    "tail -n 1 checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 > signature",
    String.raw`(printf '\060\052\060\005\006\003\053\145\160\003\041\000'`,
    ` printf '%s' '${keyOf(verifierKey)}' | base64 -d | tail -c 32) > key.der`,
    'openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature',
  ].join('\n');
}

function keyOf(verifierKey: string): string {
  return verifierKey.split('+').slice(2).join('+');
}
