"""Starting the whole product on one machine, and keeping it up."""
