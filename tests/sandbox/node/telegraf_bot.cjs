/** A small bot on telegraf, run as a process of its own: `telegraf_bot.cjs URL TOKEN polling|webhook NAMES`. */

const http = require("node:http");
const { Input, Markup, Telegraf, TelegramError } = require("telegraf");
const { message } = require("telegraf/filters");

const [url, token, way, names] = process.argv.slice(2);
const secretToken = "rahasia";
const data = Buffer.alloc(2048, "isi berkas ");
// In a webhook it answers the update with its first method, which is its own default.
const bot = new Telegraf(token, { telegram: { apiRoot: url, webhookReply: true } });

bot.command("start", async (context) => {
  const me = await bot.telegram.getMe();
  const keyboard = Markup.inlineKeyboard([Markup.button.callback("Buat Tiket", "buat")]);
  await context.reply(`Saya ${me.username}`, keyboard);
});

bot.action("buat", async (context) => {
  await context.answerCbQuery("Baik");
  await context.editMessageText("Tulis keluhan Anda");
});

bot.command("berkas", async (context) => {
  let whole = 0;
  for (const name of JSON.parse(names)) {
    const sent = await bot.telegram.sendDocument(context.chat.id, Input.fromBuffer(data, name));
    const loaded = await fetch(await bot.telegram.getFileLink(sent.document.file_id));
    whole += data.equals(Buffer.from(await loaded.arrayBuffer()));
  }
  await context.reply(`${whole} utuh`);
});

bot.command("album", async (context) => {
  const document = (n) => ({
    type: "document",
    media: Input.fromBuffer(data, `${n}.txt`),
    caption: `Berkas ${n}`,
  });
  await context.replyWithMediaGroup([document(1), document(2)]);
});

bot.command("salah", async (context) => {
  try {
    await bot.telegram.sendMessage(987, "halo");
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    await context.reply(error.description);
  }
});

bot.on(message("document"), async (context) => {
  await context.reply(`Diterima: ${context.message.document.file_name}`, {
    reply_parameters: { message_id: context.message.message_id },
  });
});

if (way === "polling") {
  bot.launch();
} else {
  const server = http.createServer(bot.webhookCallback("/", { secretToken }));
  server.listen(0, "127.0.0.1", () => {
    bot.telegram.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secretToken });
  });
}
