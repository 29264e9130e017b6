package claim

// civilTrades are what groups are for that attack nobody: "the research group Acme Lab", "a privacy group".
var civilTrades = words("civilTrades")
