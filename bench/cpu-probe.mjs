// Loaded into a server under measurement: tells its CPU time and memory when the bench asks.
process.on('message', (question) => {
  if (question !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system, residentBytes: process.memoryUsage.rss() });
});
// A measured server lives as long as its own work, not as long as its channel.
process.channel?.unref();
