/** What the service is measured against: Fastify with one route that parses the same body and says a constant. */
import fastify from 'fastify';

const app = fastify({ logger: false });
app.post('/access/v1/evaluation', () => ({ decision: true }));
void app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) }).then((url) => {
  console.log(`listening ${url}`);
});
