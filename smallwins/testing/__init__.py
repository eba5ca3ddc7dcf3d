"""What the tests stand on: real servers, real programs, a real mailbox."""
