/** Makes a text longer than 512 tokens in any tokenizer, to compare full sequences too. */
const REPEATS = 120;

/**
 * Texts embedded on both the GPU and the CPU to compare their vectors. The list is short and varied: lengths from one token to more
 * than models read, several scripts, code, numbers, and text that tokenizers stumble over. Every additional text slows down each
 * start on a GPU.
 */
export const CANARIES: readonly string[] = [
  'a',
  '.',
  '0',
  'Hello',
  'The quick brown fox jumps over the lazy dog.',
  'How do I get my money back?',
  'A refund is paid to the card that was charged, within five working days.',
  'not good',
  'not bad at all',
  'An animal that lives in water and breathes through gills; it has fins, scales and a backbone.',
  'SELECT id, name FROM users WHERE created_at > now() - interval 7 day ORDER BY id DESC LIMIT 10;',
  'const sum = (values) => values.reduce((total, value) => total + value, 0);',
  '3.14159265358979, 2.71828182845904, 1.41421356237309, 6.02214076e23',
  'ISO 8601: 2024-02-29T23:59:60Z',
  'https://example.org/a/b?c=d&e=%20#f',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'Der Fluß führte über die Wiesen, bis er im Nebel verschwand.',
  'Où est la bibliothèque la plus proche, s’il vous plaît ?',
  '¿Cuánto cuesta el envío a las islas?',
  'Съешь ещё этих мягких французских булок, да выпей чаю.',
  'Η γνώση είναι δύναμη.',
  '東京都の天気は明日から雨になるでしょう。',
  '机器学习模型将文本转换为向量。',
  '한국어 문장도 벡터로 바뀝니다.',
  'اللغة العربية تكتب من اليمين إلى اليسار.',
  'עברית נכתבת מימין לשמאל.',
  'हिन्दी में लिखा हुआ एक वाक्य।',
  'ประโยคภาษาไทยไม่มีช่องว่างระหว่างคำ',
  '🙂🚀 and 👩‍👩‍👧‍👦 and ﬁ and é and Å',
  'word '.repeat(REPEATS * 5),
  'The contract ends when either side says so in writing, thirty days ahead. '.repeat(REPEATS),
  '埋め込みは文脈によって変わる。'.repeat(REPEATS),
];
