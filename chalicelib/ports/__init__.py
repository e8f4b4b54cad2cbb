"""What use cases need of the outside: each Protocol has a real store and a fake under one suite."""
