-- Events that cannot be read are listed with the dead letters.
CREATE INDEX event_dead ON event (received_at) WHERE state = 'dead';
