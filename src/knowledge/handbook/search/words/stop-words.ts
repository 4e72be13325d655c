/** Words that say nothing about what a question is about, with the short forms of chat. */
const little =
  'a an the this that these those i me my mine we us our ours you yours your he him his she her hers it its they them their theirs am is are was were be been being do does did doing done have has had having can could will would shall should may might must of in on at by for from to into onto with about as than then so if or and but not no nor there here what whats which who whom whose when where why how s t d ll re ve m don doesn didn isn aren wasn weren won wouldn couldn shouldn cant dont doesnt isnt wont im ive ill id u ur r w n y thru gonna wanna gotta pls plz please thx thanks hi hey hello ok okay just also any anybody anyone anything some someone somebody something all every each both either neither other another such only own same too very really actually still already even ever yet now up down out off over under again further once more most much many few got get gets getting let lets make makes made go goes going need needs want wants like thing things stuff way know tell say said one ones hmm uh eh well kinda sorta sort vs via per etc eg ie else';

/** Words of moods, numbers and how it came about: "cool", "a bit", "I found three". */
const telling =
  'two three four five six seven eight nine ten eleven twelve fifteen twenty hundred thousand dozen half once twice angry annoyed cool nice neat awesome great good bad silly stupid weird strange nasty clever shiny perfect happy afraid lovely fancy random bit bits lot lots pretty quite rather maybe perhaps probably basically simply surely certainly sure really anyway always often sometimes soon today tomorrow yesterday tonight lately almost enough mostly together along while during since though although however because until yes think thought believe guess suppose wonder wondering hope love hate feel hear heard understand explain remember mind clue please sorry dear cheers greetings morning find found finding give gave given giving put puts putting take took taken taking bring brought come came coming went gone look looks looking try trying tried happen happens happened see saw seen seem seems turn back write wrote writes writing written called told guy guys man woman mate buddy time times problem case fact last able possible';

const german =
  'aber alle allem allen aller alles als also am an auch auf aus bei bin bis bitte da damit dann das dass dein dem den der des dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas euch euer für gegen gibt habe haben hat hatte hier hin ich ihm ihn ihr ihre im in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst können könnte man mein meine mich mir mit muss müssen nach nein nicht nichts noch nun nur ob oder ohne schon sehr sein seine selbst sich sie sind so soll sollen sollte über um und uns unser unsere unter vom von vor wann war warum was weil welche welcher welches wem wen wenn wer werden wie wieder will wir wird wo wohl zu zum zur darf dürfen hallo danke mal eigentlich denn';

const words: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['de', new Set(german.split(' '))],
  ['en', new Set([...little.split(' '), ...telling.split(' ')])],
]);

/** None are known in other languages; there the words of every section weigh next to nothing anyway. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  return words.get(language.toLowerCase().split(/[-_]/)[0] ?? '') ?? new Set();
}
