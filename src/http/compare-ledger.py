"""与保存的旧检查点比较：此前的记录有没有被改动、删去、插入或者调换。只用 Python 3 自带的功能。

用法：python3 compare.py 网址 旧检查点文件 [公钥]
例如：python3 compare.py https://example.gov.cn checkpoint
给出公钥的，先用 openssl 验证两个检查点的签名。公钥请从机关另行公布的地方取得。
没有问题时退出码为 0，记录被动过时为 1，不能比较时为 2。
"""
import base64, hashlib, subprocess, sys, tempfile, urllib.request

WIDTH = 256


def h(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def stop(text):
    print(text)
    sys.exit(2)


def read(note):
    lines = note.split('\n')
    try:
        return int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError):
        stop('这不是检查点：第二行应是记录条数，第三行应是树根。')


def signed(note, key):
    name, _, encoded = key.split('+', 2)
    text, lines = note.rsplit('\n\n', 1)
    mine = [line for line in lines.splitlines() if line.startswith('\u2014 ' + name + ' ')]
    if not mine:
        return False
    parts = {
        'key': bytes.fromhex('302a300506032b6570032100') + base64.b64decode(encoded)[1:],
        'text': (text + '\n').encode(),
        'sig': base64.b64decode(mine[0].split(' ')[2])[4:],
    }
    with tempfile.TemporaryDirectory() as folder:
        for part, data in parts.items():
            with open(folder + '/' + part, 'wb') as file:
                file.write(data)
        check = ['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', folder + '/key', '-rawin',
                 '-in', folder + '/text', '-sigfile', folder + '/sig']
        return subprocess.run(check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()
    except OSError as problem:
        stop('取不到 %s：%s' % (address, problem))


def leaves(site, size):
    for tile in range((size + WIDTH - 1) // WIDTH):
        width = min(WIDTH, size - tile * WIDTH)
        name = '%03d' % (tile % 1000)
        rest = tile // 1000
        while rest:
            name = 'x%03d/%s' % (rest % 1000, name)
            rest //= 1000
        part = '' if width == WIDTH else '.p/%d' % width
        hashes = fetch('%s/ledger/tile/0/%s%s' % (site, name, part))
        if len(hashes) != 32 * width:
            stop('哈希值不完整：第 %d 块。' % tile)
        for at in range(width):
            yield hashes[32 * at:32 * at + 32]


def root_of(peaks):
    if not peaks:
        return h()
    root = peaks[-1][1]
    for _, node in reversed(peaks[:-1]):
        root = h(b'\x01', node, root)
    return root


def roots(site, sizes):
    """树根，按各个条数：RFC 6962 第 2.1 节。"""
    found, peaks = {0: h()}, []
    for count, leaf in enumerate(leaves(site, max(sizes)), 1):
        height, node = 0, leaf
        while peaks and peaks[-1][0] == height:
            node = h(b'\x01', peaks.pop()[1], node)
            height += 1
        peaks.append((height, node))
        if count in sizes:
            found[count] = root_of(peaks)
    return found


def main():
    if len(sys.argv) < 3:
        stop(__doc__)
    site = sys.argv[1].rstrip('/')
    with open(sys.argv[2], encoding='utf-8') as file:
        old_note = file.read()
    new_note = fetch(site + '/ledger/checkpoint').decode()
    if old_note.split('\n')[0] != new_note.split('\n')[0]:
        stop('两个检查点不是同一本账的：第一行的名称不同。')
    if len(sys.argv) > 3:
        for name, note in (('旧', old_note), ('现在的', new_note)):
            if not signed(note, sys.argv[3]):
                print('%s检查点的签名与公钥不符。' % name)
                sys.exit(1)
    (old_size, old_root), (new_size, new_root) = read(old_note), read(new_note)
    if new_size < old_size:
        print('记录变少了：旧检查点有 %d 条，现在只有 %d 条。请把两个检查点一并交给监督机关。' % (old_size, new_size))
        sys.exit(1)
    found = roots(site, {old_size, new_size})
    if found[new_size] != new_root:
        print('公开的哈希值与现在的检查点不符。请过一会儿再试；仍不符的，请告知监督机关。')
        sys.exit(1)
    if found[old_size] != old_root:
        print('前 %d 条记录被动过：树根与旧检查点不同。请把两个检查点一并交给监督机关。' % old_size)
        sys.exit(1)
    print('前 %d 条记录没有被动过；其后新增 %d 条。' % (old_size, new_size - old_size))


main()
