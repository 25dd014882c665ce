/** A small bot on grammY, run as a process of its own: `grammy_bot.cjs URL TOKEN polling|webhook NAMES`. */

const http = require("node:http");
const { Bot, GrammyError, InlineKeyboard, InputFile, webhookCallback } = require("grammy");

const [url, token, way, names] = process.argv.slice(2);
const secretToken = "rahasia";
const data = Buffer.alloc(2048, "isi berkas ");
const bot = new Bot(token, { client: { apiRoot: url } });

bot.command("start", async (context) => {
  const me = await context.api.getMe();
  const keyboard = new InlineKeyboard().text("Buat Tiket", "buat");
  await context.reply(`Saya ${me.username}`, { reply_markup: keyboard });
});

bot.callbackQuery("buat", async (context) => {
  await context.answerCallbackQuery("Baik");
  await context.editMessageText("Tulis keluhan Anda");
});

bot.command("berkas", async (context) => {
  let whole = 0;
  for (const name of JSON.parse(names)) {
    const sent = await context.replyWithDocument(new InputFile(data, name));
    const file = await context.api.getFile(sent.document.file_id);
    const loaded = await fetch(`${url}/file/bot${token}/${file.file_path}`);
    whole += data.equals(Buffer.from(await loaded.arrayBuffer()));
  }
  await context.reply(`${whole} utuh`);
});

bot.command("album", async (context) => {
  const document = (n) => ({ type: "document", media: new InputFile(data, `${n}.txt`), caption: `Berkas ${n}` });
  await context.replyWithMediaGroup([document(1), document(2)]);
});

bot.command("salah", async (context) => {
  try {
    await context.api.sendMessage(987, "halo");
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    await context.reply(error.description);
  }
});

bot.on("message:document", async (context) => {
  await context.reply(`Diterima: ${context.message.document.file_name}`, {
    reply_parameters: { message_id: context.message.message_id },
  });
});

if (way === "polling") {
  bot.start();
} else {
  const server = http.createServer(webhookCallback(bot, "http", { secretToken }));
  server.listen(0, "127.0.0.1", () => {
    bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secretToken });
  });
}
