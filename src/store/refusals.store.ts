import type { Refusal } from '../rules/index.ts';

/** What the store says no to. Each sentence names the next step; none holds personal data. */
export const storeRefusals = {
  caseChanged: refusal(
    'case.changed',
    '案件已被他人更新，本次操作未保存。请刷新后按最新情况重新办理。',
  ),
  keyReused: refusal(
    'command.key-reused',
    '同一个幂等键（Idempotency-Key）已用于另一项内容不同的操作，本次操作未保存。请为新的操作换一个键。',
  ),
  folderTaken: (folder: string, pid: number): Refusal =>
    refusal(
      'store.folder-taken',
      `数据文件夹“${folder}”正由另一个明法进程（进程号 ${pid}）使用。请先停止那个进程，或用环境变量 MINGFA_DATA 另选一个数据文件夹。`,
    ),
  folderTakenElsewhere: (folder: string, host: string): Refusal =>
    refusal(
      'store.folder-taken',
      `数据文件夹“${folder}”正由主机“${host}”上的明法使用。请先停止那里的明法；若已确认停止，请等待约半分钟后再试。`,
    ),
  folderUnwritable: (folder: string): Refusal =>
    refusal(
      'store.folder-unwritable',
      `不能在数据文件夹“${folder}”中写入。请检查该文件夹的所有者、权限和剩余空间，或用 MINGFA_DATA 另选一个数据文件夹。`,
    ),
  secretMissing: (path: string): Refusal =>
    refusal(
      'store.secret-missing',
      `找不到本系统的密钥文件“${path}”。请确认数据文件夹正确；若密钥已丢失，请从备份中取回，历史记录离开它无法核验。`,
    ),
  secretOpen: (path: string): Refusal =>
    refusal(
      'store.secret-open',
      `密钥“${path}”对其他用户开放，本系统不予使用。请执行 chmod go-rwx "${path}" 收回权限；若可能已被他人读取，请按运维手册更换。`,
    ),
  secretUnusable: (path: string): Refusal =>
    refusal(
      'store.secret-unusable',
      `密钥文件“${path}”不是本系统生成的密钥（可能已损坏，或被换成了链接）。请从备份中取回原文件。`,
    ),
  noBinary: (platform: string): Refusal =>
    refusal(
      'store.no-embedded-database',
      `没有适用于本机（${platform}）的内置数据库程序。请重新执行 npm install；若本平台不受支持，请用 MINGFA_DATABASE_URL 指向 PostgreSQL 15 或更高版本的服务器。`,
    ),
  rootUnsupported: refusal(
    'store.root-unsupported',
    '内置数据库不能以 root 身份运行，而本机既不允许用户命名空间，nobody 用户也进不了数据文件夹。请改用普通用户启动，或用 MINGFA_DATABASE_URL 指向 PostgreSQL 服务器。',
  ),
  otherMajor: (found: string, ours: string): Refusal =>
    refusal(
      'store.other-major-version',
      `数据文件夹由 PostgreSQL ${found} 建立，本程序内置的是 PostgreSQL ${ours}，不能直接打开。请用原版本的明法执行 backup，再用本版本 restore 到新的数据文件夹。`,
    ),
  notStarted: (log: string): Refusal =>
    refusal(
      'store.not-started',
      `内置数据库没有启动成功。请查看日志“${log}”的末尾；常见原因是磁盘已满或数据文件夹的权限被改动。`,
    ),
  unsafeSetting: (name: string): Refusal =>
    refusal(
      'store.unsafe-setting',
      `数据库的 ${name} 已被关闭，断电时会丢失或损坏已确认的记录。请在数据库服务器上打开 ${name} 后再启动。`,
    ),
  serverTooOld: (version: string): Refusal =>
    refusal(
      'store.server-too-old',
      `数据库服务器的版本是 ${version}，明法需要 PostgreSQL 15 或更高版本。请升级数据库服务器。`,
    ),
  badUrl: refusal(
    'store.bad-url',
    'MINGFA_DATABASE_URL 不是数据库地址。请写成 postgres://用户:密码@主机:5432/数据库 的形式；密码中的特殊字符要用百分号编码。',
  ),
  unreachable: refusal(
    'store.unreachable',
    '连接不上 MINGFA_DATABASE_URL 指定的数据库。请检查地址、端口、用户名和密码，并确认数据库服务器已启动。',
  ),
  migrationEdited: (name: string): Refusal =>
    refusal(
      'store.migration-edited',
      `迁移文件 ${name} 在执行之后被改动过，数据库结构不再可信。请恢复原来的文件；要改结构，请新增一个迁移。`,
    ),
  migrationUnknown: (name: string): Refusal =>
    refusal(
      'store.migration-unknown',
      `数据库中已执行过本程序没有的迁移 ${name}，说明它被更新版本的明法打开过。请改用那个版本或更新的版本。`,
    ),
  migrationMisnamed: (name: string): Refusal =>
    refusal(
      'store.migration-misnamed',
      `迁移文件 ${name} 的名称不是“三位编号-名称.sql”，或编号与其他文件重复。请改名后再启动。`,
    ),
  roleMissing: refusal(
    'store.role-missing',
    '数据库中没有只读角色 mingfa_public，当前用户也无权创建它。请由数据库管理员执行 create role mingfa_public nologin，再执行 grant mingfa_public to 当前用户，然后重新启动。',
  ),
  backupForeign: (file: string): Refusal =>
    refusal(
      'backup.foreign',
      `“${file}”不是明法的备份文件，或由更新版本的明法生成。请确认文件来源，并用相同或更新的版本恢复。`,
    ),
  backupDamaged: (part: string): Refusal =>
    refusal(
      'backup.damaged',
      `备份文件已损坏：其中的“${part}”与清单中的摘要不符或缺失，没有恢复任何数据。请换一份完好的备份。`,
    ),
  backupExists: (file: string): Refusal =>
    refusal('backup.exists', `“${file}”已经存在，没有覆盖它。请换一个文件名，或先移走原来的文件。`),
  backupOtherKey: refusal(
    'backup.other-key',
    '备份不是用这把密钥签名的，或清单被改动过，没有恢复任何数据。请用制作该备份时一同保存的密钥文件。',
  ),
  restoreKeyMissing: (file: string): Refusal =>
    refusal(
      'restore.key-missing',
      `恢复需要该备份的密钥文件，没有找到“${file}”。请用 --key 指出密钥文件；没有密钥，恢复出的历史无法再核验。`,
    ),
  restoreKeyUnusable: (file: string): Refusal =>
    refusal(
      'restore.key-unusable',
      `“${file}”不是可用的密钥文件。请用制作该备份时一同保存的密钥文件。`,
    ),
  secretOther: refusal(
    'store.secret-other',
    '数据文件夹中的密钥不属于这个数据库，写入后历史将无法核验，因此没有启动。请把原来的 secret 文件夹放回数据文件夹；多个进程使用同一数据库时，它们的 secret 文件夹必须相同。',
  ),
  restoreNotEmpty: refusal(
    'restore.not-empty',
    '恢复的目标中已有数据，没有覆盖任何内容。请用 MINGFA_DATA 指定一个空的数据文件夹（或一个空的数据库）后再恢复。',
  ),
};

function refusal(code: string, text: string): Refusal {
  return { code, text, clauses: [] };
}
