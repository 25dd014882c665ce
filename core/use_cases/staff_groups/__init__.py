"""Use cases about the group chats in which a desk is told of tickets."""
